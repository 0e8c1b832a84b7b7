using Marten;

namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>What a page of events changes in the cycle tables, gathered lead by lead and written in four statements.</summary>
internal sealed class CycleChanges
{
    private readonly List<(Guid LeadId, int Cycle, DateTimeOffset At)> _superseded = [];
    private readonly List<KnownCycle> _passed = [];
    private readonly List<KnownCycle> _current = [];
    private readonly List<(Guid LeadId, int Cycle)> _gone = [];

    /// <summary>The lead's rows before the page, as the tables have them, and each later state with the time it was known from.</summary>
    public void Add(Guid leadId, IReadOnlyList<CycleRow> before, IReadOnlyList<(DateTimeOffset KnownFrom, IReadOnlyList<CycleRow> Rows)> states)
    {
        // Null stands for a row that lies in the table already, with a known_from only the table knows.
        var standing = before.ToDictionary(row => row.Cycle, row => (Row: row, KnownFrom: (DateTimeOffset?)null));
        foreach (var (knownFrom, rows) in states)
        {
            foreach (var (cycle, old) in standing.ToArray())
            {
                if (rows.Any(row => row == old.Row)) continue;
                Supersede(leadId, cycle, old, knownFrom);
                standing.Remove(cycle);
            }

            foreach (var row in rows) standing.TryAdd(row.Cycle, (row, knownFrom));
        }

        foreach (var (row, knownFrom) in standing.Values)
        {
            if (knownFrom is { } from) _current.Add(new KnownCycle(row, from));
        }

        _gone.AddRange(before.Where(row => !standing.ContainsKey(row.Cycle)).Select(row => (leadId, row.Cycle)));
    }

    public void Write(IDocumentOperations transaction)
    {
        // A page may end between two events of one instant; what stood only within it was never known.
        if (_superseded.Count > 0)
        {
            transaction.QueueSqlCommand(
                $"""
                insert into {CycleTables.History} (workspace, {CycleTables.NowColumns.Names}, superseded_at)
                select c.workspace, {string.Join(", ", CycleTables.NowColumns.Names.Split(", ").Select(name => "c." + name))}, s.at
                from unnest(?::uuid[], ?::int[], ?::timestamptz[]) s (lead_id, cycle, at)
                join {CycleTables.Now} c on c.workspace = ? and c.lead_id = s.lead_id and c.cycle = s.cycle
                where c.known_from < s.at
                """,
                _superseded.Select(s => s.LeadId).ToArray(), _superseded.Select(s => s.Cycle).ToArray(), _superseded.Select(s => s.At).ToArray(), transaction.TenantId);
        }

        CycleTables.HistoryColumns.Insert(transaction, _passed);
        if (_gone.Count > 0)
        {
            transaction.QueueSqlCommand(
                $"delete from {CycleTables.Now} c using unnest(?::uuid[], ?::int[]) g (lead_id, cycle) where c.workspace = ? and c.lead_id = g.lead_id and c.cycle = g.cycle",
                _gone.Select(g => g.LeadId).ToArray(), _gone.Select(g => g.Cycle).ToArray(), transaction.TenantId);
        }

        CycleTables.NowColumns.Insert(transaction, _current, CycleTables.Upsert);
    }

    private void Supersede(Guid leadId, int cycle, (CycleRow Row, DateTimeOffset? KnownFrom) old, DateTimeOffset at)
    {
        if (old.KnownFrom is not { } from) _superseded.Add((leadId, cycle, at));
        else if (from < at) _passed.Add(new KnownCycle(old.Row, from, at));
    }
}
