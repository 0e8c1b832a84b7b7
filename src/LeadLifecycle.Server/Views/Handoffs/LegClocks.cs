using LeadLifecycle.Server.Views.Clocks;
using LeadLifecycle.Server.Views.Cycles;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>The clocks of one leg as a report's scope sees them; they join its cycles by lead and cycle.</summary>
internal static class LegClocks
{
    /// <summary>A common table <c>k</c>; the scope's parameters come first, $7 is the leg's name.</summary>
    public static string Sql(Scope scope) => $"""
        k as (
          select lead_id, cycle, due_at, business_seconds, missed_owner, missed_team, {(scope.AsOf is null ? "stop_at" : "case when stop_at < $4 then stop_at end as stop_at")}
          from ({ClockTables.Tables.Sql(scope.KnownAt is not null)}) clocks where leg = $7)
        """;
}
