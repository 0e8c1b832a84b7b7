using System.Diagnostics.Metrics;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Intake;

/// <summary>What the write path tells of itself, on the meter <c>LeadLifecycle</c>.</summary>
public sealed class IntakeMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _judged;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _overloaded;
    private readonly Histogram<int> _groupSize;
    private readonly Histogram<double> _commit;

    public IntakeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Telemetry.Name);
        _judged = _meter.CreateCounter<long>("leads.intake.submissions", description: "Submissions judged, by outcome and event type.");
        _refused = _meter.CreateCounter<long>("leads.intake.refusals", description: "Refusals by code.");
        _conflicts = _meter.CreateCounter<long>("leads.intake.conflicts", description: "Groups judged again because another node wrote first.");
        _overloaded = _meter.CreateCounter<long>("leads.intake.overloaded", description: "Requests told 503 because too much waited.");
        _groupSize = _meter.CreateHistogram<int>("leads.intake.group.size", description: "Submissions per transaction.");
        _commit = _meter.CreateHistogram<double>("leads.intake.commit.duration", "s", "From reading a group's leads to COMMIT.");
    }

    public void ObserveQueue(Func<int> queued) => _meter.CreateObservableGauge("leads.intake.queued", queued, description: "Submissions waiting for a transaction.");

    public void Conflict() => _conflicts.Add(1);

    public void Overloaded() => _overloaded.Add(1);

    public void Judged(Outcome outcome)
    {
        _judged.Add(1, new KeyValuePair<string, object?>("outcome", OutcomeNames[(int)outcome.Kind]));
        if (outcome.Code is { } code) _refused.Add(1, new KeyValuePair<string, object?>("code", code));
    }

    public void Committed(int lane, int size, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>("lane", lane);
        _groupSize.Record(size, tag);
        _commit.Record(took.TotalSeconds, tag);
    }

    private static readonly string[] OutcomeNames = ["recorded", "nothing", "duplicate", "refused"];
}
