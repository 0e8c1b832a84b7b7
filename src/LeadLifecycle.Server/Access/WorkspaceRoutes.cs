using System.Text.RegularExpressions;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Access;

/// <summary><c>/v1/workspaces</c>: an admin of <c>main</c> makes others and hands each its first key.</summary>
internal static partial class WorkspaceRoutes
{
    public const string Form = "^[a-z0-9][a-z0-9-]{0,62}$";

    public static void MapWorkspaces(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/workspaces", Create).WithName("createWorkspace").ForMain(Roles.Admin).WithTags("Access").WithSummary("Make a workspace")
            .WithDescription("Only an admin of main may. The answer holds the first key of the workspace, an admin's, which is shown this once.").Describe(AccessRoutesDescription.CreateWorkspace).Idempotent();
        app.MapGet("/v1/workspaces", List).WithName("listWorkspaces").ForMain(Roles.Admin).WithTags("Access").WithSummary("All workspaces")
            .WithDescription("Only an admin of main may.").Describe(AccessRoutesDescription.Workspaces);
    }

    private static async Task<IResult> Create(HttpContext http, Workspaces workspaces, Keys keys, TimeProvider clock)
    {
        new Query(http.Request).Done();
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var name = body.RequiredText("name");
        body.Done();
        if (!NameForm().IsMatch(name)) throw body.Malformed("name", $"is not of the form {Form}");
        if (!await workspaces.Make(name, http.RequestAborted)) throw new ProblemException(Codes.WorkspaceTaken, $"There is a workspace '{name}' already.");
        var (key, text) = await keys.Add(name, "first", Roles.Admin, null, http.RequestAborted);
        http.Response.Headers.Location = $"/v1/workspaces/{name}";
        return Results.Json(new { Name = name, Key = text, Of = KeyAnswer.Of(key, clock.GetUtcNow()) }, Json.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(HttpContext http, Workspaces workspaces)
    {
        new Query(http.Request).Done();
        return Results.Json(new { Workspaces = (await workspaces.All(http.RequestAborted)).Select(name => new { Name = name }) }, Json.Options);
    }

    [GeneratedRegex(Form + @"\z")]
    private static partial Regex NameForm();
}
