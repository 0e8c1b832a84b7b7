using System.Text.Json;
using LeadLifecycle.Cli.Mapping;

namespace LeadLifecycle.Cli.Import;

/// <summary>A rule whose columns are found: decides whether a row says its fact, and reads the fact's parts.</summary>
public sealed class BoundRule
{
    private readonly int activity;
    private readonly (int Column, IReadOnlyList<string> Values)[] where;
    private readonly int[] when;
    private readonly int time;
    private readonly int actor;
    private readonly TimeRule times;

    public BoundRule(FactRule rule, MappedFile file, Columns columns)
    {
        Rule = rule;
        activity = rule.Activity is null ? -1 : columns.Find(file.Activity!);
        where = [.. rule.Where.Select(w => (columns.Find(w.Key), w.Value))];
        when = [.. rule.When.Select(columns.Find)];
        time = columns.Find(rule.Time);
        actor = rule.Actor is null ? -1 : columns.Find(rule.Actor);
        times = file.Times[rule.Time];
        TypeName = JsonEncodedText.Encode(rule.Type ?? "");
        Members = [.. rule.Data.Select(member => new BoundMember(member, file, columns))];
    }

    public FactRule Rule { get; }

    public JsonEncodedText TypeName { get; }

    public IReadOnlyList<BoundMember> Members { get; }

    public bool Fits(string[] row) =>
        (activity < 0 || row[activity] == Rule.Activity)
        && Array.TrueForAll(where, w => w.Values.Contains(row[w.Column]))
        && Array.TrueForAll(when, column => !string.IsNullOrWhiteSpace(row[column]));

    public DateTimeOffset TimeOf(BoundFile file, string[] row, long line) => times.TryRead(row[time], out var read, out var complaint)
        ? read
        : throw file.Wrong(line, time, row[time], complaint);

    /// <summary>Stops at a value that is not what its member's <c>as</c> says.</summary>
    public void Check(Fact fact)
    {
        foreach (var member in Members)
        {
            if (member.CanBeWrong)
            {
                member.Read(fact.File, fact.Row, fact.Line);
            }
        }
    }

    /// <summary>Who did it; blank is nobody known.</summary>
    public string? ActorOf(string[] row) => actor < 0 || string.IsNullOrWhiteSpace(row[actor]) ? null : row[actor];
}
