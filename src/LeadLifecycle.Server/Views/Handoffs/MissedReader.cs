using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Views.Clocks;
using LeadLifecycle.Server.Views.Cycles;
using LeadLifecycle.Server.Views.Leads;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>Who missed how many clocks of a leg.</summary>
internal sealed record Misser(string? Owner, string? Team, long Count);

/// <summary>A missed clock, its cycle, and when somebody was first told of the offer; null when nobody was.</summary>
internal sealed record MissedClock(Guid LeadId, Clock Clock, Cycle Cycle, DateTimeOffset? ContactedAt, DateTimeOffset? NotifiedAt);

/// <summary>Which missed clocks are asked for, by who missed them.</summary>
internal sealed record MissedFilter(string? Leg, string? Owner, string? Team, string? Source, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>Reads what was missed.</summary>
internal sealed class MissedReader(NpgsqlDataSource database, AgreementsInForce agreements)
{
    private const int MostMissers = 100;

    /// <summary>When the offer first reached a subscriber; the notifications' own rows say so.</summary>
    private const string FirstTold = $"""
        select min(d.finished_at) from {StoreSetup.Schema}.notification n
        join {StoreSetup.Schema}.delivery d on d.workspace = n.workspace and d.event_id = n.event_id and d.state = 'delivered'
        where n.workspace = m.workspace and n.lead_id = m.lead_id and n.cycle = m.cycle and n.type = 'handoff.offered'
        """;

    /// <summary>The most frequent first.</summary>
    public async Task<IReadOnlyList<Misser>> By(Scope scope, Leg leg, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            {scope.Sql()},
            {LegClocks.Sql(scope)}
            select missed_owner, missed_team, count(*) from c join k using (lead_id, cycle)
            where stop_at > due_at or (stop_at is null and due_at <= $8)
            group by 1, 2 order by 3 desc, 2, 1 limit {MostMissers}
            """);
        command.Parameters.AddRange(scope.Parameters().ToArray());
        command.Parameters.Add(new() { Value = leg.Name });
        command.Parameters.Add(new() { Value = at.ToUniversalTime() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var missers = new List<Misser>();
        while (await reader.ReadAsync(ct)) missers.Add(new Misser(Text(reader, 0), Text(reader, 1), reader.GetInt64(2)));
        return missers;
    }

    /// <summary>The latest due first; one more than the limit when there are more.</summary>
    public async Task<IReadOnlyList<MissedClock>> Read(string workspace, MissedFilter filter, ClockPage page, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select m.lead_id, m.cycle, m.leg, l.facts, ({FirstTold}) as told_at
            from (
              select workspace, lead_id, cycle, leg, due_at from {ClockTables.Tables.Now}
              where workspace = $1 and (stop_at > due_at or (stop_at is null and due_at <= $2))
                and ($3::text is null or leg = $3) and ($4::text is null or missed_owner = $4) and ($5::text is null or missed_team = $5) and ($6::text is null or source = $6)
                and ($7::timestamptz is null or due_at >= $7) and ($8::timestamptz is null or due_at < $8)
                and ($9::timestamptz is null or (due_at, lead_id, leg) < ($9, $10, $11))
              order by due_at desc, lead_id desc, leg desc limit $12) m
            join {LeadTable.Name} l on l.workspace = m.workspace and l.lead_id = m.lead_id
            order by m.due_at desc, m.lead_id desc, m.leg desc
            """);
        command.Parameters.Add(new() { Value = workspace });
        Instants(command, now);
        foreach (var text in (string?[])[filter.Leg, filter.Owner, filter.Team, filter.Source]) command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        Instants(command, filter.From, filter.To);
        command.Parameters.AddRange(page.Parameters().ToArray());
        var history = await agreements.Latest(workspace, ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var missed = new List<MissedClock>();
        while (await reader.ReadAsync(ct))
        {
            var (facts, cycle, leg) = (KeptFacts.Read(reader.GetFieldValue<byte[]>(3)), reader.GetInt32(1), reader.GetString(2));
            var clock = LeadLifecycle.Clocks.Of(facts, history).Single(c => c.Cycle == cycle && c.Leg.Name == leg);
            var of = facts.Course.Cycles[cycle - 1];
            missed.Add(new MissedClock(reader.GetGuid(0), clock, of, FirstContact.In(of, facts), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return missed;
    }

    private static void Instants(NpgsqlCommand command, params ReadOnlySpan<DateTimeOffset?> instants)
    {
        foreach (var instant in instants) command.Parameters.Add(new() { Value = (object?)instant?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
