using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>One part of a delivery, and what it says.</summary>
/// <param name="Pointer">JSON Pointer to the part in the body.</param>
internal abstract record Item(string Pointer)
{
    /// <summary>
    /// A fact: a CloudEvent without specversion and source, which are the connection's. Its id is the same whenever the same thing is
    /// delivered; one part may say several facts, each with an id of its own.
    /// </summary>
    internal sealed record Said(string Pointer, JsonObject CloudEvent) : Item(Pointer);

    /// <summary>Understood, and nothing that matters to a lead's way.</summary>
    internal sealed record Ignored(string Pointer, string Why) : Item(Pointer);

    /// <summary>Not understood; it waits in quarantine for a better mapping.</summary>
    /// <param name="Code">Stable, such as <c>mapping.time-unreadable</c>.</param>
    internal sealed record Unclear(string Pointer, string Code, string Detail) : Item(Pointer);
}
