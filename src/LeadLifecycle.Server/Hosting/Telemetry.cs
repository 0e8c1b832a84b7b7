using System.Diagnostics;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Names that dashboards and alerts hold on to.</summary>
public static class Telemetry
{
    /// <summary>The service's own meter and activity source.</summary>
    public const string Name = "LeadLifecycle";

    public static readonly ActivitySource Activities = new(Name);
}
