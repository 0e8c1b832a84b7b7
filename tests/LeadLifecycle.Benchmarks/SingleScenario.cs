namespace LeadLifecycle.Benchmarks;

/// <summary>One touch of a lead that exists a request; raw, one row a transaction.</summary>
/// <param name="duplicates">Percent of the requests that repeat an earlier one of the same worker.</param>
internal sealed class SingleScenario(int duplicates) : ILoad
{
    private const int Leads = 2_000;

    /// <summary>How many requests of a worker lie between the first and the repetition.</summary>
    private const int Remembered = 32;

    private readonly RawStreams _streams = new(Leads);
    private long _repeated;

    public string Unit => "events";

    public int UnitsPerTurn => 1;

    public int EventsPerTurn => 1;

    public int EventsPerLead => 1;

    public long Repeated => _repeated;

    public Task Prepare(Sender sender) => Touches.Capture(sender, Leads);

    public Func<Task> Worker(Sender sender)
    {
        var address = sender.Address("/v1/events");
        var said = new byte[Remembered][];
        var turn = 0;
        return () =>
        {
            ref var body = ref said[turn++ % Remembered];
            if (body is not null && Random.Shared.Next(100) < duplicates) Interlocked.Increment(ref _repeated);
            else body = Touches.One(Random.Shared.Next(Leads));
            return sender.Post(address, Sender.One, body);
        };
    }

    public Func<Task> RawWorker(RawWriter writer, IReadOnlyList<EventRow> rows) =>
        () => writer.One(rows[0], _streams[Random.Shared.Next(Leads)], _streams.NextVersion());
}
