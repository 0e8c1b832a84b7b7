using System.Globalization;

namespace LeadLifecycle.Benchmarks;

/// <summary>What else the machine does: figures are read beside it.</summary>
internal static class Machine
{
    /// <summary>The load average of the last minute, of everything on the machine; NaN where there is none.</summary>
    public static double Load => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : double.NaN;
}
