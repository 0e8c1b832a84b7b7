using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary><c>GET /v1/leads/{id}/notifications</c>: who was told of a lead, when, and did they answer.</summary>
internal static class ReceiptRoutes
{
    public static void MapReceipts(this IEndpointRouteBuilder app) => app.MapGet("/v1/leads/{id}/notifications", Get).WithName("listReceipts").For(Roles.Readers).WithTags("Notifications")
        .WithSummary("Who was told of a lead, when, and did they answer")
        .WithDescription("Every event of the lead that was told, with each delivery and its attempts, also to subscriptions that have ended.").Describe(NotifyDescription.Receipts);

    private static async Task<IResult> Get(HttpContext http, string id, Asked asked, DeliveryList deliveries, NpgsqlDataSource database)
    {
        new Query(http.Request).Done();
        if (!Guid.TryParse(id, out var leadId)) throw new ProblemException(Codes.LeadUnknown, $"'{id}' is no lead id.");
        var workspace = await asked.Workspace(http);
        var notices = await Notices(database, workspace, leadId, http.RequestAborted);
        var told = (await deliveries.About(workspace, leadId, http.RequestAborted)).ToLookup(delivery => delivery.EventId);
        var names = await Names(database, workspace, http.RequestAborted);
        return Results.Json(
            new
            {
                leadId,
                Notifications = notices.Select(notice => new
                {
                    notice.EventId,
                    notice.Type,
                    notice.Version,
                    notice.OccurredAt,
                    notice.RecordedAt,
                    Deliveries = told[notice.EventId].Select(delivery => new { delivery.Id, Subscription = names[delivery.SubscriptionId], delivery.State, delivery.FinishedAt, delivery.NextAt, delivery.Attempts }),
                }),
            },
            Json.Options);
    }

    /// <exception cref="ProblemException">There is no such lead.</exception>
    private static async Task<IReadOnlyList<(Guid EventId, string Type, long Version, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)>> Notices(
        NpgsqlDataSource database, string workspace, Guid leadId, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        foreach (var sql in (string[])
                 [
                     $"select 1 from {StoreSetup.Schema}.mt_streams where tenant_id = $1 and id = $2",
                     $"select event_id, type, version, occurred_at, recorded from {NotifyTables.Notification} where workspace = $1 and lead_id = $2 order by version",
                 ])
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = workspace }, new() { Value = leadId } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) throw new ProblemException(Codes.LeadUnknown, $"There is no lead {leadId}.");
        await reader.NextResultAsync(ct);
        var notices = new List<(Guid, string, long, DateTimeOffset, DateTimeOffset)>();
        while (await reader.ReadAsync(ct)) notices.Add((reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4)));
        return notices;
    }

    /// <summary>Ended subscriptions too: they were told.</summary>
    private static async Task<Dictionary<Guid, object>> Names(NpgsqlDataSource database, string workspace, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select id, name, channel, state from {NotifyTables.Subscription} where workspace = $1");
        command.Parameters.Add(new() { Value = workspace });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new Dictionary<Guid, object>();
        while (await reader.ReadAsync(ct)) names[reader.GetGuid(0)] = new { Id = reader.GetGuid(0), Name = reader.GetString(1), Channel = reader.GetString(2), State = reader.GetString(3) };
        return names;
    }
}
