using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Views.Clocks;
using LeadLifecycle.Server.Views.Leads;
using Npgsql;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>A clock with the lead it belongs to.</summary>
internal sealed record BoardClock(Guid LeadId, Stage? Stage, decimal? Score, string? Source, Clock Clock);

/// <summary>Reads clocks for the board: their rows find them, the lead's facts say exactly where they stand.</summary>
internal sealed class BoardReader(NpgsqlDataSource database, AgreementsInForce agreements)
{
    /// <summary>Ordered by due time; one more than the limit when there are more.</summary>
    public async Task<IReadOnlyList<BoardClock>> Read(string workspace, BoardFilter filter, ClockPage page, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select c.lead_id, c.cycle, c.leg, c.source, l.stage, l.score, l.facts
            from (
              select workspace, lead_id, cycle, leg, source, due_at from {ClockTables.Tables.Now}
              where workspace = $1 and due_at is not null and {ClockStates.Sql(filter.States)} and {BoardFilter.Sql}
                and ($7::timestamptz is null or (due_at, lead_id, leg) > ($7, $8, $9))
              order by due_at, lead_id, leg limit $10) c
            join {LeadTable.Name} l on l.workspace = c.workspace and l.lead_id = c.lead_id
            order by c.due_at, c.lead_id, c.leg
            """);
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = now.ToUniversalTime() });
        command.Parameters.AddRange(filter.Parameters().ToArray());
        command.Parameters.AddRange(page.Parameters().ToArray());
        var history = await agreements.Latest(workspace, ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var clocks = new List<BoardClock>();
        while (await reader.ReadAsync(ct))
        {
            var (cycle, leg) = (reader.GetInt32(1), reader.GetString(2));
            var clock = LeadLifecycle.Clocks.Of(KeptFacts.Read(reader.GetFieldValue<byte[]>(6)), history).Single(c => c.Cycle == cycle && c.Leg.Name == leg);
            clocks.Add(new BoardClock(
                reader.GetGuid(0), reader.IsDBNull(4) ? null : Enum.Parse<Stage>(reader.GetString(4)), reader.IsDBNull(5) ? null : reader.GetDecimal(5),
                reader.IsDBNull(3) ? null : reader.GetString(3), clock));
        }

        return clocks;
    }

    /// <summary>How many of the filtered clocks are in each open state.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Count(string workspace, BoardFilter filter, DateTimeOffset now, CancellationToken ct)
    {
        var counts = string.Join(", ", ClockStates.Open.Select(state => $"count(*) filter (where {ClockStates.Sql(state)})"));
        await using var command = database.CreateCommand(
            $"select {counts} from {ClockTables.Tables.Now} where workspace = $1 and due_at is not null and stop_at is null and {BoardFilter.Sql}");
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = now.ToUniversalTime() });
        command.Parameters.AddRange(filter.Parameters().ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return ClockStates.Open.Select((state, i) => (state, count: reader.GetInt64(i))).ToDictionary(pair => pair.state, pair => pair.count);
    }
}
