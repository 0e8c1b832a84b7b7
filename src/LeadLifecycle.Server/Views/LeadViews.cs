using JasperFx.Events;
using JasperFx.Events.Projections;
using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Views.Clocks;
using LeadLifecycle.Server.Views.Cycles;
using LeadLifecycle.Server.Views.Leads;
using Marten;
using Marten.Events.Projections;
using Npgsql;

namespace LeadLifecycle.Server.Views;

/// <summary>
/// The one projection behind all views, so that a rebuild reads the events once. For each lead of a page it takes up
/// the facts it kept, folds the new events in, and writes what changed: the card, the cycles and clocks of now and the rows
/// they superseded. Time comes from the events, never from a clock.
/// </summary>
public sealed class LeadViews : ProjectionBase, IProjection
{
    public const string ViewName = "LeadViews";

    private readonly AgreementsInForce _agreements;

    public LeadViews(AgreementsInForce agreements)
    {
        _agreements = agreements;
        Name = ViewName;
        Options.BatchSize = 4_000;
        Options.MaximumHopperSize = 12_000;
        foreach (var table in (string[])[LeadTable.Name, CycleTables.Tables.Now, CycleTables.Tables.History, PathTable.Name, ClockTables.Tables.Now, ClockTables.Tables.History]) Options.DeleteDataInTableOnTeardown(table);
    }

    /// <summary>One page of one workspace's events, in order of position.</summary>
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        // Agreements have streams of their own, and the store fills positions that a lost race had drawn: no facts of any lead.
        var byLead = events.Where(e => e.Data is LeadEvent).GroupBy(e => e.StreamId).Select(lead => lead.ToArray()).ToLookup(MovesTheState);
        await Move(operations, [.. byLead[true]], cancellation);
        // Most events are touches: they move nothing, so the lead's facts are neither read nor written again.
        LeadTable.Columns.Insert(operations, [.. byLead[false].Select(lead => Row(lead, FactSet.Empty))], LeadTable.Refresh);
    }

    private static bool MovesTheState(IEvent[] events) => Array.Exists(events, e => FactSet.DependsOn((LeadEvent)e.Data));

    private async Task Move(IDocumentOperations operations, IReadOnlyList<IEvent[]> byLead, CancellationToken ct)
    {
        var kept = await Load(operations, [.. byLead.Select(lead => lead[0].StreamId)], ct);
        var leads = new List<LeadRow>(byLead.Count);
        var changes = new Changes(await _agreements.Latest(operations.TenantId, ct));
        foreach (var lead in byLead)
        {
            var leadId = lead[0].StreamId;
            leads.Add(Row(lead, Advance(leadId, kept.GetValueOrDefault(leadId, FactSet.Empty), lead, changes)));
        }

        LeadTable.Columns.Insert(operations, leads, LeadTable.Upsert);
        changes.Write(operations);
    }

    private static LeadRow Row(IEvent[] events, FactSet facts)
    {
        var last = events[^1];
        return new LeadRow(LeadCard.Of(last.StreamId, facts.Course, facts, last.Version, last.Sequence, last.Timestamp.ToUniversalTime()), KeptFacts.Write(facts));
    }

    /// <summary>Folds a lead's new events in and notes its rows after every instant at which something became known.</summary>
    private static FactSet Advance(Guid leadId, FactSet before, IEvent[] events, Changes changes)
    {
        var (facts, noted) = (before, before);
        var states = new List<(DateTimeOffset KnownFrom, FactSet Facts)>();
        DateTimeOffset knownFrom = default;
        for (var i = 0; i < events.Length; i++)
        {
            var e = events[i];
            facts = facts.With(e.Id, (LeadEvent)e.Data, e.Timestamp.ToUniversalTime());
            // A database clock set back must not make a row end before it began.
            if (e.Timestamp > knownFrom) knownFrom = e.Timestamp.ToUniversalTime();
            var instantEnds = i + 1 == events.Length || events[i + 1].Timestamp > e.Timestamp;
            if (!instantEnds || ReferenceEquals(facts, noted)) continue;
            states.Add((knownFrom, facts));
            noted = facts;
        }

        if (states.Count > 0) changes.Add(leadId, before, states);
        return facts;
    }

    private static async Task<Dictionary<Guid, FactSet>> Load(IDocumentOperations operations, Guid[] leadIds, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select lead_id, facts from {LeadTable.Name} where workspace = $1 and lead_id = any($2)");
        command.Parameters.Add(new() { Value = operations.TenantId });
        command.Parameters.Add(new() { Value = leadIds });
        await using var reader = await operations.ExecuteReaderAsync(command, ct);
        var kept = new Dictionary<Guid, FactSet>();
        while (await reader.ReadAsync(ct)) kept[reader.GetGuid(0)] = KeptFacts.Read((byte[])reader.GetValue(1));
        return kept;
    }

    /// <summary>What a page changes in the rows that are read off facts.</summary>
    private sealed class Changes(AgreementHistory agreements)
    {
        private readonly KnownChanges<CycleRow> _cycles = new(CycleTables.Tables);
        private readonly PathChanges _paths = new();
        private readonly KnownChanges<ClockRow> _clocks = new(ClockTables.Tables);

        public void Add(Guid leadId, FactSet before, IReadOnlyList<(DateTimeOffset KnownFrom, FactSet Facts)> states)
        {
            CycleRow[] cycles = [.. CycleRow.Of(leadId, before)];
            var laterCycles = states.Select(state => (state.KnownFrom, Rows: Rows(CycleRow.Of(leadId, state.Facts)))).ToArray();
            _cycles.Add(cycles, laterCycles);
            _paths.Add(cycles, laterCycles[^1].Rows);
            _clocks.Add([.. ClockRow.Of(leadId, before, agreements)], [.. states.Select(state => (state.KnownFrom, Rows(ClockRow.Of(leadId, state.Facts, agreements))))]);
        }

        public void Write(IDocumentOperations transaction)
        {
            _cycles.Write(transaction);
            _paths.Write(transaction);
            _clocks.Write(transaction);
        }

        private static IReadOnlyList<TRow> Rows<TRow>(IEnumerable<TRow> rows) => [.. rows];
    }
}
