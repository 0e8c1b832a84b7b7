using System.Diagnostics.Metrics;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Deadlines;

/// <summary>What the watch tells of itself, on the meter <c>LeadLifecycle</c>.</summary>
internal sealed class DeadlineMetrics
{
    private readonly Counter<long> _raised;
    private readonly Histogram<double> _late;

    public DeadlineMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        _raised = meter.CreateCounter<long>("leads.deadlines.raised", description: "Events raised by clocks, by kind and leg.");
        _late = meter.CreateHistogram<double>("leads.deadlines.lateness", "s", "From the instant a clock had something to say until it was recorded.");
    }

    /// <param name="now">When the lead was looked at, by the database's clock.</param>
    public void Raised(LeadEvent e, Outcome outcome, DateTimeOffset now)
    {
        if (outcome.Kind != OutcomeKind.Recorded || e is not SlaEvent sla) return;
        _raised.Add(1, new KeyValuePair<string, object?>("kind", sla.GetType().Name), new KeyValuePair<string, object?>("leg", sla.Leg));
        _late.Record((now - sla.OccurredAt).TotalSeconds);
    }
}
