using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Specs.Sla;

/// <summary>A lead whose clocks are watched: facts are told in the order they were recorded, 1..n, and what was raised is recorded too.</summary>
public sealed class Watch(AgreementHistory agreements)
{
    private static readonly Guid LeadId = Guid.Parse("1ead0000-0000-0000-0000-000000000000");
    private Lead? _lead;
    private int _told;

    public FactSet Facts => _lead?.Facts ?? FactSet.Empty;

    public static Watch Over(params Told[] facts) => Over(AgreementHistory.Of(Agreed.Default), facts);

    public static Watch Over(SlaPolicy policy, params Told[] facts) => Over(AgreementHistory.Of(Agreed.Default with { Sla = policy }), facts);

    public static Watch Over(AgreementHistory agreements, params Told[] facts) => new Watch(agreements).Then(facts);

    public Watch Then(params Told[] facts)
    {
        foreach (var told in facts) Record(Id(++_told), told.Event, told.RecordedAt);
        return this;
    }

    public IReadOnlyList<Clock> Clocks => [.. LeadLifecycle.Clocks.Of(Facts, agreements)];

    public Clock Clock(Leg leg, int cycle = 1) => Clocks.Single(clock => clock.Leg == leg && clock.Cycle == cycle);

    public ClockState State(Leg leg, string now) => Clock(leg).StateAt(Week.At(now));

    public Alarms Alarms(DateTimeOffset now) => LeadLifecycle.Alarms.Of(Facts, agreements, now);

    public string? Next(string now) => Alarms(Week.At(now)).Next is { } next ? Week.Said(next) : null;

    /// <summary>Asks, records what is raised, and tells it in words.</summary>
    public string[] Ask(string now) => [.. Ask(Week.At(now)).Select(Said)];

    public IReadOnlyList<Alarm> Ask(DateTimeOffset now)
    {
        var raised = Alarms(now).Raise;
        foreach (var alarm in raised) Record(Named(alarm.Name), alarm.Event, now);
        return raised;
    }

    public void Record(Guid id, LeadEvent e, DateTimeOffset recordedAt) => _lead = Lead.Evolve(_lead, LeadId, id, e, recordedAt);

    private static string Said(Alarm alarm)
    {
        var what = alarm.Event switch
        {
            SlaAtRisk => "at risk",
            SlaBreached => "breached",
            SlaBreachRetracted retracted => $"retracted ({retracted.Reason})",
            _ => throw new ArgumentOutOfRangeException(nameof(alarm)),
        };
        return $"{alarm.Event.Leg} {what} {Week.Said(alarm.Event.OccurredAt)}";
    }

    private static Guid Named(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
