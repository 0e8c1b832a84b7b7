using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Access;

/// <summary>Every role tries every operation of the description: what is declared is what happens, and it is committed for people to read.</summary>
public sealed class RoleMatrixTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task every_role_may_what_is_declared_and_nothing_else()
    {
        var operations = await Operations();
        operations.Count(operation => operation.Roles.Length > 0).ShouldBeGreaterThan(50);
        var wrong = new List<string>();
        foreach (var role in Credentials.Roles)
        {
            var (_, key) = await _server.NewKey(null, role);
            foreach (var operation in operations)
            {
                var reply = await _server.As(key, operation.Method, operation.Path, operation.Method == "GET" ? null : new JsonObject());
                var may = operation.Roles.Length == 0 || operation.Roles.Contains(role);
                var refused = reply.Status is 401 or 403;
                if (refused == may || reply.Status >= 500) wrong.Add($"{role} {operation.Method} {operation.Path}: {reply.Status} {reply.Text}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task the_committed_matrix_is_the_one_that_holds()
    {
        var matrix = new StringBuilder("# Who may do what\n\nOf every route: the roles of which a key needs one. Written by RoleMatrixTests from the description the server gives of itself.\n\n");
        matrix.Append($"| operation | route | {string.Join(" | ", Credentials.Roles)} |\n|---|---|{string.Concat(Credentials.Roles.Select(_ => "---|"))}\n");
        foreach (var operation in await Operations(inFull: false))
        {
            var cells = Credentials.Roles.Select(role => operation.Roles.Length == 0 ? "open" : operation.Roles.Contains(role) ? "yes" : "");
            matrix.Append($"| {operation.Name} | `{operation.Method} {operation.Path}` | {string.Join(" | ", cells)} |\n");
        }

        Checkout.ShouldBeCommitted(matrix.ToString(), Checkout.Schema("access.md"));
    }

    private async Task<Operation[]> Operations(bool inFull = true) =>
    [
        .. (await _server.Get("/openapi/v1.json"))["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => new Operation(
            (string)method.Value!["operationId"]!, method.Key.ToUpperInvariant(), inFull ? System.Text.RegularExpressions.Regex.Replace(path.Key, @"\{\w+\}", "none") : path.Key,
            [.. method.Value["x-roles"]?.AsArray().Select(role => (string)role!) ?? []]))),
    ];

    private sealed record Operation(string Name, string Method, string Path, string[] Roles);
}
