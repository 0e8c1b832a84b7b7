using System.Collections.Concurrent;
using System.Threading.Channels;

namespace LeadLifecycle.Server.Intake;

/// <summary>
/// What waits for a lane. Small requests go ahead of batches: whoever accepts a lead does not stand behind an import. A
/// request is let in while what waits ahead of it will soon be gone, as fast as the lane has lately been; one more is told to
/// come again, which costs less than to take it and let everybody wait.
/// </summary>
internal sealed class LaneQueue(IntakeOptions options)
{
    /// <summary>A request of more submissions is a batch.</summary>
    private const int Small = 10;

    /// <summary>So many small submissions may always wait, whatever the lane's pace: a burst of them fits one group.</summary>
    private const int AlwaysSmall = 256;

    /// <summary>So many submissions may always be ahead of a batch.</summary>
    private const int AlwaysBatched = 1_000;

    /// <summary>So many batches may always wait, whatever their size: a few senders are not turned away because one says much.</summary>
    private const int AlwaysBatches = 8;

    /// <summary>How much of the pace is the last group's.</summary>
    private const double Fresh = 0.2;

    /// <summary>Submissions per second, until the lane was busy enough to show its own.</summary>
    private const double FirstPace = 6_000;

    private readonly ConcurrentQueue<IReadOnlyList<Waiting>> _small = new();
    private readonly ConcurrentQueue<IReadOnlyList<Waiting>> _batches = new();
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
        // An idle lane goes to work on the thread of the request that wakes it: a change of threads costs more than judging.
        AllowSynchronousContinuations = true,
    });

    private int _smallWaiting;
    private int _batchedWaiting;
    private int _batchesWaiting;
    private double _pace = FirstPace;

    /// <summary>Submissions.</summary>
    public int Count => Volatile.Read(ref _smallWaiting) + Volatile.Read(ref _batchedWaiting);

    /// <summary>Whether a request of this many submissions may wait here.</summary>
    public bool HasRoomFor(int count)
    {
        var soon = Volatile.Read(ref _pace) * options.LongestWait.TotalSeconds;
        return count <= Small
            ? Volatile.Read(ref _smallWaiting) < Math.Max(AlwaysSmall, soon)
            : Volatile.Read(ref _batchesWaiting) < AlwaysBatches || Count < Math.Max(AlwaysBatched, soon);
    }

    /// <summary>What one request has for the lane stays together.</summary>
    /// <returns>Whether it is taken; not once the queue is closed.</returns>
    public bool Add(IReadOnlyList<Waiting> request)
    {
        if (request.Count <= Small)
        {
            Interlocked.Add(ref _smallWaiting, request.Count);
            _small.Enqueue(request);
        }
        else
        {
            Interlocked.Add(ref _batchedWaiting, request.Count);
            Interlocked.Increment(ref _batchesWaiting);
            _batches.Enqueue(request);
        }

        return _bell.Writer.TryWrite(true);
    }

    /// <summary>No more is taken; what waits is still given.</summary>
    public void Close() => _bell.Writer.TryComplete();

    /// <returns>False when it is closed.</returns>
    public async ValueTask<bool> WaitForMore() => await _bell.Reader.WaitToReadAsync() && _bell.Reader.TryRead(out _);

    /// <summary>The next group: small requests first, then batches until it is large enough; one batch has its turn in each.</summary>
    /// <returns>Empty when nothing waits.</returns>
    public IReadOnlyList<Waiting> NextGroup()
    {
        var group = new List<Waiting>();
        while (group.Count < options.GroupSize && _small.TryDequeue(out var request)) group.AddRange(request);
        Interlocked.Add(ref _smallWaiting, -group.Count);
        var small = group.Count;
        while ((group.Count < options.GroupSize || group.Count == small) && _batches.TryDequeue(out var batch))
        {
            group.AddRange(batch);
            Interlocked.Decrement(ref _batchesWaiting);
        }

        Interlocked.Add(ref _batchedWaiting, small - group.Count);
        return group;
    }

    /// <summary>The lane is done with a group. Only where more waits by then does it show how fast it can be.</summary>
    public void Done(int submissions, TimeSpan took)
    {
        if (Count == 0) return;
        var pace = submissions / Math.Max(took.TotalSeconds, 0.0001);
        Volatile.Write(ref _pace, _pace + (Fresh * (pace - _pace)));
    }
}
