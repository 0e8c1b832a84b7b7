using System.Diagnostics;

namespace LeadLifecycle.Benchmarks;

/// <summary>What closed loops did.</summary>
/// <param name="PerSecond">Turns that ended in the counted time.</param>
/// <param name="P50">Of the same turns, in milliseconds.</param>
/// <param name="P99">Of the same turns, in milliseconds.</param>
/// <param name="SinceWarm">Turns that ended after the warm-up, also those that were under way when the counted time ended.</param>
/// <param name="All">With those of the warm-up.</param>
internal sealed record Turns(double PerSecond, double P50, double P99, long SinceWarm, long All);

/// <summary>Closed loops side by side: each begins its next turn when its last has ended.</summary>
internal static class Workers
{
    /// <summary>As long as it takes until what is asked most is compiled; a service runs for weeks.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <param name="workers">What each does in a turn.</param>
    /// <param name="warm">Called when the warm-up has ended and the counted time begins.</param>
    public static async Task<Turns> Run(IEnumerable<Func<Task>> workers, TimeSpan counted, Action warm)
    {
        var from = Stopwatch.GetTimestamp() + (long)(WarmUp.TotalSeconds * Stopwatch.Frequency);
        var until = from + (long)(counted.TotalSeconds * Stopwatch.Frequency);
        var loops = workers.Select(turn => Task.Run(() => Loop(turn, from, until))).ToArray();
        await Task.Delay(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), from));
        warm();
        return Sum(await Task.WhenAll(loops), counted);
    }

    /// <summary>Each loop has a list of its own, so that none waits for another.</summary>
    private static async Task<(List<long> Taken, int Before, int After)> Loop(Func<Task> turn, long from, long until)
    {
        var taken = new List<long>(capacity: 1 << 16);
        var (before, after) = (0, 0);
        for (long ended, begun = Stopwatch.GetTimestamp(); begun < until; begun = ended)
        {
            await turn();
            ended = Stopwatch.GetTimestamp();
            if (ended < from) before++;
            else if (ended > until) after++;
            else taken.Add(ended - begun);
        }

        return (taken, before, after);
    }

    private static Turns Sum((List<long> Taken, int Before, int After)[] loops, TimeSpan counted)
    {
        var taken = loops.SelectMany(loop => loop.Taken).Order().ToArray();
        if (taken.Length == 0) throw new InvalidOperationException("No turn ended in the counted time.");
        double At(double share) => taken[(int)Math.Ceiling(taken.Length * share) - 1] * 1000.0 / Stopwatch.Frequency;
        var sinceWarm = taken.Length + loops.Sum(loop => loop.After);
        return new Turns(taken.Length / counted.TotalSeconds, At(0.5), At(0.99), sinceWarm, sinceWarm + loops.Sum(loop => loop.Before));
    }
}
