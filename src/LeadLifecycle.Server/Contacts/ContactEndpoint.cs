using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using Npgsql;

namespace LeadLifecycle.Server.Contacts;

/// <summary><c>GET /v1/leads/{id}/contact</c>: what is held about the person, each version as its event said it.</summary>
internal static class ContactEndpoint
{
    public static void MapContacts(this IEndpointRouteBuilder app) => app.MapGet("/v1/leads/{id}/contact", Get).WithName("getContact").For(Roles.Teams)
        .WithSummary("What the vault holds about a lead's person").WithTags("Leads")
        .WithDescription("The only place personal data is read from; events and views hold none.")
        .Describe(route => route
            .Path("id", Shape.Id("The lead's id."))
            .Problems(Codes.LeadUnknown, Codes.QueryInvalid)
            .Answers(200, "Its keys, the latest contact, and every version as its event said it.", Shape.Object(
                ("leadId", Shape.Id()),
                ("keys", Shape.List(Shape.Object(("sender", Shape.Text()), ("subject", Shape.Text())))),
                ("contact", Shape.Object(("email?", Shape.Text()), ("phone?", Shape.Text()), ("name?", Shape.Text()))),
                ("versions", Shape.List(Shape.Object(
                    ("version", Shape.Whole("Of the lead's stream.", 1)), ("recordedAt", Shape.Instant()),
                    ("said", Shape.Object(("contact?", Shape.Map(Shape.Text())), ("note?", Shape.Text()), ("unmapped?", new Microsoft.OpenApi.OpenApiSchema { Type = Microsoft.OpenApi.JsonSchemaType.Object })))))))));

    private static async Task<IResult> Get(HttpContext http, string id, NpgsqlDataSource database, Caller caller)
    {
        new Query(http.Request).Done();
        if (!Guid.TryParse(id, out var leadId)) return Problems.Of(Codes.LeadUnknown, $"'{id}' is no lead id.");
        var workspace = await caller.Workspace(http);
        await using var batch = database.CreateBatch();
        foreach (var sql in (string[])
                 [
                     "select 1 from leads.mt_events where tenant_id = $1 and stream_id = $2 and starts_with(type, 'lead.') limit 1",
                     $"select sender, subject from {VaultTables.Identity} where workspace = $1 and lead_id = $2 order by sender, subject",
                     $"select version, recorded_at, said from {VaultTables.Vault} where workspace = $1 and lead_id = $2 order by version",
                 ])
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = workspace.Name }, new() { Value = leadId } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(http.RequestAborted);
        if (!await reader.ReadAsync(http.RequestAborted)) return Problems.Of(Codes.LeadUnknown, $"There is no lead {leadId}.");

        var keys = new JsonArray();
        await reader.NextResultAsync(http.RequestAborted);
        while (await reader.ReadAsync(http.RequestAborted)) keys.Add(new JsonObject { ["sender"] = reader.GetString(0), ["subject"] = reader.GetString(1) });

        var versions = new JsonArray();
        var contact = new JsonObject();
        await reader.NextResultAsync(http.RequestAborted);
        while (await reader.ReadAsync(http.RequestAborted))
        {
            var said = JsonNode.Parse(reader.GetString(2))!.AsObject();
            foreach (var (name, value) in said["contact"] as JsonObject ?? []) contact[name] = value?.DeepClone();
            versions.Add(new JsonObject { ["version"] = reader.GetInt64(0), ["recordedAt"] = reader.GetDateTime(1), ["said"] = said });
        }

        return Results.Json(new JsonObject { ["leadId"] = leadId, ["keys"] = keys, ["contact"] = contact, ["versions"] = versions });
    }
}
