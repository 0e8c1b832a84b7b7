using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;
using static LeadLifecycle.Server.Views.KnownTables<LeadLifecycle.Server.Views.Clocks.ClockRow>;

namespace LeadLifecycle.Server.Views.Clocks;

/// <summary>Where clocks lie, as they are known now and as they were.</summary>
internal static class ClockTables
{
    public static readonly KnownTables<ClockRow> Tables = new(
        $"{StoreSetup.Schema}.clock",
        $"{StoreSetup.Schema}.clock_history",
        keys: 3,
        row => (row.Cycle * Leg.All.Count) + LegNumber(row.Leg),
        Of("lead_id", "uuid", c => c.LeadId),
        Of("cycle", "integer", c => c.Cycle),
        Of("leg", "text", c => c.Leg),
        Of<DateTimeOffset>("start_at", "timestamptz", c => c.StartAt),
        Of("stop_at", "timestamptz", c => c.StopAt),
        Of("at_risk_at", "timestamptz", c => c.AtRiskAt),
        Of("due_at", "timestamptz", c => c.DueAt),
        Of("person_due_at", "timestamptz", c => c.PersonDueAt),
        Of("paused_from", "timestamptz", c => c.PausedFrom),
        Of("paused_until", "timestamptz", c => c.PausedUntil),
        Of("business_seconds", "double precision", c => c.BusinessSeconds),
        Of("owner", "text", c => c.Owner),
        Of("team", "text", c => c.Team),
        Of("missed_owner", "text", c => c.MissedOwner),
        Of("missed_team", "text", c => c.MissedTeam),
        Of("source", "text", c => c.Source),
        Of("segment", "text", c => c.Segment),
        Of("policy_version", "integer", c => c.PolicyVersion));

    /// <summary>Open clocks with a target, the most urgent first: the board.</summary>
    public static Table NowTable()
    {
        var table = Tables.NowTable();
        table.Indexes.Add(new IndexDefinition("idx_clock_open_due") { Columns = ["workspace", "due_at", "lead_id"], Predicate = "stop_at is null and due_at is not null" });
        return table;
    }

    private static int LegNumber(string name)
    {
        for (var i = 0; i < Leg.All.Count; i++)
        {
            if (Leg.All[i].Name == name) return i;
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such leg.");
    }
}
