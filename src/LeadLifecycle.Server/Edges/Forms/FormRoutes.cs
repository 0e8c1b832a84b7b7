using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary><c>/v1/forms</c>: what visitors may fill in, said by operators.</summary>
internal static class FormRoutes
{
    public static void MapForms(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/forms", Create).WithName("createForm").For(Roles.Operators).WithTags("Forms").WithSummary("Define a form that browsers may submit")
            .WithDescription("address is where its submissions go. Its id is public and cannot be guessed.").Describe(FormsDescription.Create).Idempotent();
        app.MapGet("/v1/forms", List).WithName("listForms").For(Roles.Operators | Roles.Auditor).WithTags("Forms").WithSummary("All forms")
            .WithDescription("With the address each is submitted to.").Describe(FormsDescription.List);
        app.MapGet("/v1/forms/{id}", Get).WithName("getForm").For(Roles.Operators | Roles.Auditor).WithTags("Forms").WithSummary("One form")
            .WithDescription("As it is now.").Describe(FormsDescription.One);
        app.MapPatch("/v1/forms/{id}", Change).WithName("changeForm").For(Roles.Operators).WithTags("Forms").WithSummary("Change a form")
            .WithDescription("A member that is there replaces what was; the next submission is judged by it.").Describe(FormsDescription.Change);
        app.MapDelete("/v1/forms/{id}", Delete).WithName("deleteForm").For(Roles.Operators).WithTags("Forms").WithSummary("Take a form away")
            .WithDescription("Its address answers 404 from then on; what was captured stays.").Describe(FormsDescription.Delete);
    }

    private static async Task<IResult> Create(HttpContext http, FormStore forms, Caller caller)
    {
        var definition = await Read(http, new FormDefinition());
        var made = await forms.Add(await Workspace(http, caller), definition, http.RequestAborted);
        return Results.Created($"/v1/forms/{made.Id}", FormJson.Of(made));
    }

    private static async Task<IResult> List(HttpContext http, FormStore forms, Caller caller)
    {
        new Query(http.Request).Done();
        var all = await forms.All(await Workspace(http, caller), http.RequestAborted);
        return Results.Json(new { Forms = all.Select(FormJson.Of) }, FormJson.Options);
    }

    private static async Task<IResult> Get(HttpContext http, string id, FormStore forms, Caller caller)
    {
        new Query(http.Request).Done();
        return Results.Json(FormJson.Of(await forms.Of(await Workspace(http, caller), id, http.RequestAborted)));
    }

    private static async Task<IResult> Change(HttpContext http, string id, FormStore forms, Caller caller)
    {
        var form = await forms.Of(await Workspace(http, caller), id, http.RequestAborted);
        return Results.Json(FormJson.Of(await forms.Change(form, await Read(http, form.Definition), http.RequestAborted)));
    }

    private static async Task<IResult> Delete(HttpContext http, string id, FormStore forms, Caller caller)
    {
        new Query(http.Request).Done();
        var gone = await forms.Delete(await Workspace(http, caller), id, http.RequestAborted);
        return Results.Json(new { gone.Id, State = "deleted" }, FormJson.Options);
    }

    private static async Task<FormDefinition> Read(HttpContext http, FormDefinition before)
    {
        new Query(http.Request).Done();
        using var body = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        return FormReader.Read(new Members(body.RootElement, ""), before);
    }

    private static async Task<string> Workspace(HttpContext http, Caller caller) => (await caller.Workspace(http)).Name;
}
