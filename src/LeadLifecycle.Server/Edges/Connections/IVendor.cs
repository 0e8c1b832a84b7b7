using System.Text.Json;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>A sender with formats of its own. Knows neither the database nor what a lead's stage is.</summary>
internal interface IVendor
{
    /// <summary>As it stands in addresses, such as <c>hubspot</c>.</summary>
    string Name { get; }

    /// <summary>Reads what a connection says its vendor's words mean; what it leaves out has the vendor's default.</summary>
    /// <exception cref="MalformedException">A member is unknown or is not what is asked for.</exception>
    IVendorMapping Read(Members mapping);
}

/// <summary>One connection's way of reading deliveries.</summary>
internal interface IVendorMapping
{
    /// <summary>Whether the holder of the secret sent exactly these bytes; compares in constant time.</summary>
    bool IsSigned(Delivery delivery, string secret, DateTimeOffset now);

    /// <summary>What each part of the body says, in the order in which it stands there. Never throws for what a sender may send.</summary>
    IReadOnlyList<Item> Translate(JsonElement body);

    /// <summary>
    /// JSON Pointers to other parts of the body without which the one at <paramref name="pointer"/> would say something else; in
    /// quarantine they are kept beside it. Most vendors' parts stand for themselves.
    /// </summary>
    IReadOnlyList<string> NeededBy(JsonElement body, string pointer) => [];
}
