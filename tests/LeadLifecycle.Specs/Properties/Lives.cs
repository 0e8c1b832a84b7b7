using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Properties;

/// <summary>One thing that came in: a command or a reported fact, under the id it would be stored by.</summary>
public sealed record Asking(Guid Id, LeadEvent Event, bool IsCommand)
{
    public Decision Decide(Lead? lead, Guid id) => IsCommand
        ? Lives.Rules.Command(lead, Lives.LeadId, id, Event)
        : Lives.Rules.Report(lead, Lives.LeadId, id, Event);

    public override string ToString() => $"{(IsCommand ? "command" : "report")} {new Recorded(Id, Event, default)}";
}

/// <summary>Random leads, lived through the rules: commands and facts mixed, dated before, at and after one another.</summary>
public static class Lives
{
    public static readonly Guid LeadId = Guid.Parse("1ead0000-0000-0000-0000-000000000000");

    public static readonly Rules Rules = new(Agreed.Default);

    /// <summary>Mostly one after the other, as commands come; now and then anywhere.</summary>
    public static readonly Gen<Asking[]> Any =
        Gen.Select(Gen.Guid, Logs.Events, Gen.Bool, Gen.Int[0, 3]).Array[1, 12].Select(asked =>
        {
            var ids = asked.Select(one => one.Item1).ToArray();
            return asked.Select((one, i) => new Asking(
                one.Item1, Dated(Logs.Aim(one.Item2.Event, one.Item2.Target, ids), i, anywhere: one.Item4 == 0), one.Item3)).ToArray();
        });

    /// <summary>Lives it, telling of each asking: the lead before, what was decided, and the lead after.</summary>
    public static Lead? Live(IEnumerable<Asking> life, Action<Lead?, Asking, Decision, Lead?>? tell = null)
    {
        Lead? lead = null;
        foreach (var asking in life)
        {
            var decision = asking.Decide(lead, asking.Id);
            var after = decision is Decision.Recording recording ? Lead.Evolve(lead, LeadId, asking.Id, recording.Event) : lead;
            tell?.Invoke(lead, asking, decision, after);
            lead = after;
        }

        return lead;
    }

    public static string Print(IEnumerable<Asking> life) => "\n" + string.Join('\n', life);

    private static LeadEvent Dated(LeadEvent e, int place, bool anywhere) => anywhere ? e : e.On(1 + (place / 2));
}
