using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements.Kinds;

/// <summary>Business time per leg.</summary>
internal static class Targets
{
    /// <exception cref="MalformedException"><c>leg.unknown</c>, or a time that is none.</exception>
    public static Dictionary<string, TimeSpan> Read(Members? targets)
    {
        var times = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var name in targets?.Names ?? []) times[KnownLeg(targets!, name)] = Durations.Read(targets!, name);
        return times;
    }

    public static JsonObject Write(IReadOnlyDictionary<string, TimeSpan> times) => WriteTimes(Leg.All
        .Where(leg => times.ContainsKey(leg.Name)).Select(leg => KeyValuePair.Create(leg.Name, times[leg.Name])));

    /// <summary>In the order given.</summary>
    public static JsonObject WriteTimes(IEnumerable<KeyValuePair<string, TimeSpan>> times) =>
        new(times.Select(time => KeyValuePair.Create(time.Key, (JsonNode?)Durations.Write(time.Value))));

    private static string KnownLeg(Members targets, string name) => Leg.Named(name) is not null
        ? name
        : throw new MalformedException(Codes.LegUnknown, targets.Malformed(name, "").Pointer, $"'{name}' is no leg; there are {string.Join(", ", Leg.All.Select(leg => leg.Name))}.");
}
