using System.Diagnostics.Metrics;
using LeadLifecycle.Server.Edges.Connections.Deliveries;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>What deliveries of vendors come to, by connection.</summary>
internal sealed class ConnectionMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _items = meters.Create(Telemetry.Name)
        .CreateCounter<long>("leads.connections.items", description: "What deliveries said, by connection and outcome; unsigned counts whole deliveries.");

    public void Count(Connection connection, Tally tally)
    {
        Add(connection, "recorded", tally.Recorded);
        Add(connection, "duplicate", tally.Duplicate);
        Add(connection, "nothing", tally.Nothing);
        Add(connection, "ignored", tally.Ignored);
        Add(connection, "refused", tally.Refused);
        Add(connection, "quarantined", tally.Quarantined);
    }

    public void Unsigned(Connection connection) => Add(connection, "unsigned", 1);

    private void Add(Connection connection, string outcome, int count)
    {
        if (count > 0) _items.Add(count, new("workspace", connection.Workspace), new("connection", connection.Name), new("outcome", outcome));
    }
}
