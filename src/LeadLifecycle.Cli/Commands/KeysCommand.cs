using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Commands;

/// <summary><c>leads keys</c>: who may ask the server. A new key is printed alone, this once.</summary>
public static class KeysCommand
{
    public static Command Make(GlobalOptions globals, Screen screen) =>
        new("keys", "Make, list, rotate and revoke keys; takes an admin's key.") { Create(globals, screen), List(globals, screen), Rotate(globals, screen), Revoke(globals, screen) };

    private static Command Create(GlobalOptions globals, Screen screen)
    {
        var name = new Option<string>("--name") { Description = "What people call it", Required = true };
        var roles = new Option<string[]>("--role") { Description = "ingest, marketing, sales, ops, auditor or admin; several may be given", Required = true };
        var expires = new Option<string>("--expires") { Description = "It works before this instant (RFC 3339); absent: until it is revoked" };
        var command = new Command("create", "Make a key.") { name, roles, expires };
        command.SetAction(async (parsed, stop) =>
        {
            var body = new JsonObject { ["name"] = parsed.GetValue(name), ["roles"] = new JsonArray([.. parsed.GetValue(roles)!.Select(role => (JsonNode)role)]) };
            if (parsed.GetValue(expires) is { } instant) body["expiresAt"] = instant;
            return PrintKey(await Ask(globals, parsed, HttpMethod.Post, "v1/keys", body, stop), globals.Json(parsed), screen);
        });
        return command;
    }

    private static Command List(GlobalOptions globals, Screen screen)
    {
        var command = new Command("list", "All keys, without what is secret of them.");
        command.SetAction(async (parsed, stop) =>
        {
            var answer = await Ask(globals, parsed, HttpMethod.Get, "v1/keys", null, stop);
            if (globals.Json(parsed)) screen.Raw(answer.Body);
            else PrintKeys(answer, screen);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Rotate(GlobalOptions globals, Screen screen)
    {
        var (id, overlap) = (Id(), new Option<int?>("--overlap") { Description = "Seconds for which the old one works too; a day if absent" });
        var command = new Command("rotate", "A new key in the place of an old one.") { id, overlap };
        command.SetAction(async (parsed, stop) =>
        {
            var body = parsed.GetValue(overlap) is { } seconds ? new JsonObject { ["overlapSeconds"] = seconds } : [];
            return PrintKey(await Ask(globals, parsed, HttpMethod.Post, $"v1/keys/{Uri.EscapeDataString(parsed.GetValue(id)!)}/rotate", body, stop), globals.Json(parsed), screen);
        });
        return command;
    }

    private static Command Revoke(GlobalOptions globals, Screen screen)
    {
        var id = Id();
        var command = new Command("revoke", "A key works no more, within 5 seconds.") { id };
        command.SetAction(async (parsed, stop) =>
        {
            var answer = await Ask(globals, parsed, HttpMethod.Delete, $"v1/keys/{Uri.EscapeDataString(parsed.GetValue(id)!)}", null, stop);
            if (globals.Json(parsed)) screen.Raw(answer.Body);
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "The key's id, its middle part" };

    /// <exception cref="StoppedException">The server cannot be reached or answered with a problem.</exception>
    private static async Task<Answer> Ask(GlobalOptions globals, ParseResult parsed, HttpMethod method, string path, JsonObject? body, CancellationToken stop)
    {
        using var server = new LeadsServer(globals.Server(parsed));
        return await server.Ask(method, path, body, stop);
    }

    private static int PrintKey(Answer answer, bool json, Screen screen)
    {
        using var made = answer.Json();
        if (json) screen.Raw(answer.Body);
        else screen.Out.WriteLine(made.RootElement.GetProperty("key").GetString());
        return ExitCode.Done;
    }

    private static void PrintKeys(Answer answer, Screen screen)
    {
        using var keys = answer.Json();
        var table = new Table("id", "name", "roles", "state", "created", "expires");
        foreach (var key in keys.RootElement.GetProperty("keys").EnumerateArray())
        {
            table.Add(
                key.GetProperty("id").GetString(), key.GetProperty("name").GetString(), string.Join(',', key.GetProperty("roles").EnumerateArray().Select(role => role.GetString())),
                key.GetProperty("state").GetString(), Cell.Instant(key.GetProperty("createdAt").GetString()!),
                key.GetProperty("expiresAt") is { ValueKind: JsonValueKind.String } expires ? Cell.Instant(expires.GetString()!) : "");
        }

        table.Print(screen);
    }
}
