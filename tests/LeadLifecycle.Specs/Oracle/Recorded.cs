namespace LeadLifecycle.Specs.Oracle;

/// <summary>An event under its id, with the moment the store would have committed it.</summary>
public sealed record Recorded(Guid Id, LeadEvent Event, DateTimeOffset At)
{
    private static readonly Guid LeadId = Guid.Parse("1ead0000-0000-0000-0000-000000000000");

    public override string ToString() => $"{Id:N} {Event.GetType().Name} on {Event.OccurredAt:MM-dd} recorded {At:HH:mm} {Voids}";

    private string Voids => Event is LeadFactVoided e ? $"of {e.Fact:N}" : Event is StageFact { Reopens: true } ? "reopen" : "";

    public static Lead Fold(IEnumerable<Recorded> log) =>
        log.Aggregate((Lead?)null, (lead, line) => Lead.Evolve(lead, LeadId, line.Id, line.Event)) ?? Empty;

    private static Lead Empty => new(LeadId, 0, FactSet.Empty, []);
}
