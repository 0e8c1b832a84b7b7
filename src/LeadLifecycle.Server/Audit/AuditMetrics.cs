using System.Diagnostics.Metrics;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Audit;

/// <summary>What the audit log tells of itself, on the meter <c>LeadLifecycle</c>. Only the node that feeds it says anything.</summary>
internal sealed class AuditMetrics
{
    private readonly Counter<long> _sinkFailures;
    private readonly Histogram<double> _delay;
    private long _size;

    public AuditMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        _sinkFailures = meter.CreateCounter<long>("leads.audit.sink_failures", description: "Checkpoints a place outside did not take; they are offered again.");
        _delay = meter.CreateHistogram<double>("leads.audit.delay", "s", "From recording an event to its leaf in the log; the last event of each page.");
        meter.CreateObservableGauge("leads.audit.leaves", () => Interlocked.Read(ref _size), description: "Events in the logs of all workspaces.");
    }

    public void Sized(long leaves) => Interlocked.Exchange(ref _size, leaves);

    public void Took(TimeSpan delay) => _delay.Record(delay.TotalSeconds);

    public void SinkFailed() => _sinkFailures.Add(1);
}
