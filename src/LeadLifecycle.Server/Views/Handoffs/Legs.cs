using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>The <c>leg</c> parameter.</summary>
internal static class Legs
{
    public static string? Read(Query query)
    {
        var name = query.Text("leg");
        return name is null || Leg.Named(name) is not null
            ? name
            : throw new ProblemException(Codes.LegUnknown, $"'{name}' is no leg; there are {string.Join(", ", Leg.All.Select(known => known.Name))}.");
    }
}
