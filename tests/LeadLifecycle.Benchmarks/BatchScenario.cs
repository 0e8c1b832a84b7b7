namespace LeadLifecycle.Benchmarks;

/// <summary>A hundred touches of as many leads a request; raw, as many rows a transaction, by one statement.</summary>
internal sealed class BatchScenario : ILoad
{
    private const int Size = 100;

    /// <summary>So many that two batches seldom meet.</summary>
    private const int Leads = 10_000;

    private readonly RawStreams _streams = new(Leads);

    public string Unit => "events";

    public int UnitsPerTurn => Size;

    public int EventsPerTurn => Size;

    public int EventsPerLead => 1;

    public long Repeated => 0;

    public Task Prepare(Sender sender) => Touches.Capture(sender, Leads);

    public Func<Task> Worker(Sender sender)
    {
        var address = sender.Address("/v1/events");
        return () => sender.Post(address, Sender.Many, Touches.Many(Some()));
    }

    public Func<Task> RawWorker(RawWriter writer, IReadOnlyList<EventRow> rows) =>
        () => writer.Many(rows[0], Array.ConvertAll(Some(), lead => _streams[lead]), _streams.NextVersion());

    /// <summary>Different ones, from all over.</summary>
    private static int[] Some()
    {
        var first = Random.Shared.Next(Leads);
        return [.. Enumerable.Range(0, Size).Select(i => (first + (i * (Leads / Size))) % Leads)];
    }
}
