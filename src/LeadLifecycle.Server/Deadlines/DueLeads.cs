using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Deadlines;

/// <summary>A lead whose deadline has come, claimed by this node for a while.</summary>
/// <param name="Mark">Of the claim; another write in between changes it.</param>
internal sealed record DueLead(string Workspace, Guid LeadId, long Mark);

/// <summary>Leads to look at, at one instant of the database's clock.</summary>
internal sealed record Due(DateTimeOffset Now, IReadOnlyList<DueLead> Leads);

/// <summary>Finds what is due by the index, and gives each lead to one node at a time.</summary>
internal sealed class DueLeads(NpgsqlDataSource database)
{
    /// <summary>Most leads looked at in one go.</summary>
    public const int Most = 200;

    /// <summary>A claim that is not settled, because its node died, is up again after this.</summary>
    private const string Lease = "10 seconds";

    public async Task<Due> Claim(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            with due as (
              select workspace, lead_id from {DeadlineTable.Name} where next_at <= now() order by next_at limit {Most} for update skip locked),
            claimed as (
              update {DeadlineTable.Name} d set next_at = now() + interval '{Lease}', mark = d.mark + 1
              from due where d.workspace = due.workspace and d.lead_id = due.lead_id
              returning d.workspace, d.lead_id, d.mark)
            select now(), workspace, lead_id, mark from (select 1) one left join claimed on true
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (now, leads) = (default(DateTimeOffset), new List<DueLead>());
        while (await reader.ReadAsync(ct))
        {
            now = reader.GetFieldValue<DateTimeOffset>(0);
            if (!reader.IsDBNull(1)) leads.Add(new DueLead(reader.GetString(1), reader.GetGuid(2), reader.GetInt64(3)));
        }

        return new Due(now, leads);
    }

    /// <summary>Settles claims that nothing has overtaken: when to look at each lead again, null for never.</summary>
    public async Task Settle(IReadOnlyList<(DueLead Lead, DateTimeOffset? Next)> looked, CancellationToken ct)
    {
        if (looked.Count == 0) return;
        await using var command = database.CreateCommand($"""
            update {DeadlineTable.Name} d set next_at = s.next_at
            from unnest($1::text[], $2::uuid[], $3::bigint[], $4::timestamptz[]) s (workspace, lead_id, mark, next_at)
            where d.workspace = s.workspace and d.lead_id = s.lead_id and d.mark = s.mark
            """);
        command.Parameters.Add(new() { Value = looked.Select(l => l.Lead.Workspace).ToArray() });
        command.Parameters.Add(new() { Value = looked.Select(l => l.Lead.LeadId).ToArray() });
        command.Parameters.Add(new() { Value = looked.Select(l => l.Lead.Mark).ToArray() });
        command.Parameters.Add(new() { Value = looked.Select(l => l.Next).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How long until the next deadline, by the database's clock; null when none lies ahead.</summary>
    public async Task<TimeSpan?> UntilNext(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select min(next_at) - now() from {DeadlineTable.Name} where next_at is not null");
        return await command.ExecuteScalarAsync(ct) as TimeSpan?;
    }
}
