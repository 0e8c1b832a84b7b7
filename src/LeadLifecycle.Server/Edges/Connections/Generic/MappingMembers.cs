using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>Members that mappings have and requests have not.</summary>
internal static class MappingMembers
{
    /// <summary>A JSON Pointer that must be there.</summary>
    public static JsonPointer Pointer(this Members members, string name) => members.Text(name) is not { } text
        ? throw members.Malformed(name, "is required")
        : JsonPointer.Parse(text) ?? throw members.Malformed(name, "is no JSON Pointer: it is empty or starts with a slash");
}
