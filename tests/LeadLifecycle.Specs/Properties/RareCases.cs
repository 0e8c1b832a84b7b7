using System.Collections.Concurrent;
using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Properties;

/// <summary>The generator reaches what is rare; else a property would hold for want of a case.</summary>
public sealed class RareCases(ITestOutputHelper output)
{
    private const int Sampled = 4_000;

    private static readonly Dictionary<string, Func<IReadOnlyList<NaiveFact>, NaiveLaw, bool>> Cases = new()
    {
        ["joined behind an end (rule 3)"] = (_, law) => law.JoinedBehindAnEnd > 0,
        ["rule 3, then cycle 2"] = (_, law) => law.JoinedBehindAnEnd > 0 && law.Cycles.Count > 1,
        ["after the end"] = (_, law) => law.AfterEnd.Count > 0,
        ["the same end again"] = (_, law) => law.Cycles.Any(cycle => cycle.Repeats.Any(fact => fact.IsEnd)),
        ["reopened after Won"] = (_, law) => law.Cycles.SkipLast(1).Any(cycle => cycle.End == "Won"),
        ["three cycles"] = (_, law) => law.Cycles.Count >= 3,
        ["a repeated acceptance moved the lead"] = (_, law) =>
            law.Cycles.Count > 0 && law.Stewardship is { Kind: "SalesAccepted" } last && law.Cycles[^1].Repeats.Contains(last),
        ["assigned before the first stage"] = (_, law) =>
            law.Cycles.Count == 1 && law.Stewardship is { Kind: "Assigned" } last && law.Cycles[0].Joined.All(fact => fact.OccurredAt > last.OccurredAt),
        ["a source inherited"] = (_, law) => law.Cycles.Where((cycle, i) => cycle.Stamp("Captured") is null && law.Origin(i + 1) is not null).Any(),
        ["voids split cycles"] = (log, law) => law.Cycles.Count > Unvoided(log).Cycles.Count,
        ["voids join cycles"] = (log, law) => law.Cycles.Count > 0 && law.Cycles.Count < Unvoided(log).Cycles.Count,
        ["a void before its fact"] = (log, _) => log.Where((fact, i) => log.Take(i).Any(earlier => earlier.Voids == fact.Id)).Any(),
        ["a void of a void"] = (log, _) => log.Any(fact => fact.Kind == "Void" && log.Any(other => other.Id == fact.Voids && other.Kind == "Void")),
        ["a void of nothing"] = (log, _) => log.Any(fact => fact.Kind == "Void" && log.All(other => other.Id != fact.Voids)),
        ["a tie broken by id"] = (_, law) => law.Cycles.Any(cycle => cycle.Repeats.Any(fact => cycle.Stamp(fact.Kind)?.OccurredAt == fact.OccurredAt)),
        ["touches only"] = (log, law) => log.Count > 0 && law.Cycles.Count == 0,
    };

    [Fact]
    public void every_rare_case_occurs()
    {
        var seen = new ConcurrentDictionary<string, int>();
        Logs.Any.Sample(
            log =>
            {
                var naive = log.Naive().ToList();
                var law = NaiveLaw.Over(naive);
                foreach (var (name, occurs) in Cases)
                    if (occurs(naive, law)) seen.AddOrUpdate(name, 1, (_, count) => count + 1);
            },
            iter: Sampled);
        Tell(seen, Cases.Keys);
    }

    [Fact]
    public void every_kind_of_decision_occurs()
    {
        var seen = new ConcurrentDictionary<string, int>();
        Lives.Any.Sample(
            life => Lives.Live(life, (before, asking, decision, _) =>
            {
                foreach (var kind in Kinds(before, asking, decision)) seen.AddOrUpdate(kind, 1, (_, count) => count + 1);
            }),
            iter: Sampled);
        Tell(seen,
        [
            .. Stages.All.Select(stage => $"command {stage}"), "late command", "late report", "skipping report", "nothing",
            "re-entry Captured after Won", "re-entry Engaged after Lost", "re-entry MarketingQualified after Recycled",
            RefusalCodes.StepNotAllowed, RefusalCodes.AlreadyAccepted, RefusalCodes.FieldMissing,
            RefusalCodes.OccurredTooEarly, RefusalCodes.FactUnknown, RefusalCodes.FactNotVoidable,
        ]);
    }

    private static IEnumerable<string> Kinds(Lead? before, Asking asking, Decision decision)
    {
        if (decision is Decision.Refusal refusal) yield return refusal.Code;
        if (decision is Decision.NothingToRecord) yield return "nothing";
        if (decision is not Decision.Recording { Event: StageFact fact }) yield break;
        if (asking.IsCommand) yield return $"command {fact.Stage}";
        if (asking.IsCommand && before?.Course.Current?.End is { } end) yield return $"re-entry {fact.Stage} after {end}";
        if (fact.Move!.Late) yield return asking.IsCommand ? "late command" : "late report";
        if (fact.Move!.Skipped is not null) yield return "skipping report";
    }

    private void Tell(ConcurrentDictionary<string, int> seen, IEnumerable<string> wanted)
    {
        foreach (var name in wanted) output.WriteLine($"{seen.GetValueOrDefault(name),5} of {Sampled}: {name}");
        wanted.Except(seen.Keys).ShouldBeEmpty();
    }

    private static NaiveLaw Unvoided(IEnumerable<NaiveFact> log) => NaiveLaw.Over(log.Where(fact => fact.Kind != "Void"));
}
