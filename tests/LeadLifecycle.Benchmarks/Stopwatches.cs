using System.Diagnostics;

namespace LeadLifecycle.Benchmarks;

/// <summary>How long work takes.</summary>
internal static class Stopwatches
{
    public static async Task<double> Seconds(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
