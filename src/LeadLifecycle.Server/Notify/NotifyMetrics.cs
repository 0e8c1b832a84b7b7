using System.Diagnostics.Metrics;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Channels;

namespace LeadLifecycle.Server.Notify;

/// <summary>What the notifications tell of themselves, on the meter <c>LeadLifecycle</c>. Both gauges are to be zero.</summary>
internal sealed class NotifyMetrics
{
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _delay;
    private long _eventsWithoutRows;
    private long _deliveriesOverdue;

    public NotifyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        _attempts = meter.CreateCounter<long>("leads.notify.attempts", description: "Attempts to deliver, by channel and outcome.");
        _delay = meter.CreateHistogram<double>("leads.notify.delay", "s", "From recording an event to the end of the first attempt to tell of it.");
        meter.CreateObservableGauge("leads.notify.events_without_rows", () => Interlocked.Read(ref _eventsWithoutRows), description: "Notifiable events the last reconciliation found without a notification row, and repaired.");
        meter.CreateObservableGauge("leads.notify.deliveries_overdue", () => Interlocked.Read(ref _deliveriesOverdue), description: "Deliveries, and notifications not fanned out, beyond twice their schedule.");
    }

    public void Attempted(string channel, AttemptOutcome outcome) =>
        _attempts.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("outcome", Json.Name(outcome)));

    public void FirstAttempt(string channel, TimeSpan delay) => _delay.Record(delay.TotalSeconds, new KeyValuePair<string, object?>("channel", channel));

    public void Reconciled(long eventsWithoutRows, long deliveriesOverdue)
    {
        Interlocked.Exchange(ref _eventsWithoutRows, eventsWithoutRows);
        Interlocked.Exchange(ref _deliveriesOverdue, deliveriesOverdue);
    }
}
