namespace LeadLifecycle.Benchmarks;

/// <summary>What a closed loop does in a turn, to the server and to PostgreSQL itself.</summary>
internal interface ILoad
{
    /// <summary>What the rate counts.</summary>
    string Unit { get; }

    /// <summary>How many of them a turn does.</summary>
    int UnitsPerTurn { get; }

    /// <summary>How many events a turn says.</summary>
    int EventsPerTurn { get; }

    /// <summary>How many events of one lead a turn says: as many rows of it are written raw.</summary>
    int EventsPerLead { get; }

    /// <summary>Of the events said, those that had been said before.</summary>
    long Repeated { get; }

    /// <summary>Before the server's load, on an empty database.</summary>
    Task Prepare(Sender sender);

    /// <summary>One worker's turn; called once for each worker.</summary>
    Func<Task> Worker(Sender sender);

    /// <summary>The same turn on one connection; called once for each worker.</summary>
    Func<Task> RawWorker(RawWriter writer, IReadOnlyList<EventRow> rows);
}
