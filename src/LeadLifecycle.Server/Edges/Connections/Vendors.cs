using System.Collections.Concurrent;
using System.Text.Json;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>The vendors this version knows, and the mappings of connections as they read them.</summary>
internal sealed class Vendors(IEnumerable<IVendor> vendors)
{
    private readonly Dictionary<string, IVendor> _byName = vendors.ToDictionary(vendor => vendor.Name);
    private readonly ConcurrentDictionary<(string Workspace, string Name), (Guid Revision, IVendorMapping Mapping)> _read = [];

    public IReadOnlyList<string> Names => [.. _byName.Keys.Order(StringComparer.Ordinal)];

    /// <exception cref="ProblemException">No vendor has this name.</exception>
    public IVendor Named(string name) => _byName.TryGetValue(name, out var vendor)
        ? vendor
        : throw new ProblemException(Codes.VendorUnknown, $"'{name}' is no vendor of this version; known are {string.Join(", ", Names)}. Any other is 'generic' with a mapping of its own.");

    /// <param name="mapping">An object, or undefined for the vendor's defaults.</param>
    /// <param name="pointer">Where the mapping stands in the request.</param>
    /// <exception cref="MalformedException">It does not say what the vendor asks for.</exception>
    public static IVendorMapping Read(IVendor vendor, JsonElement mapping, string pointer)
    {
        if (mapping.ValueKind != JsonValueKind.Undefined && Unmapped.FaultOf(mapping) is { } fault) throw new MalformedException(pointer, $"The mapping {fault}.");
        var members = new Members(mapping, pointer);
        var read = vendor.Read(members);
        members.Done();
        return read;
    }

    /// <summary>Read once per revision; the row says which one it is, so a change made on another node is seen at once.</summary>
    /// <exception cref="ProblemException">This version cannot read it.</exception>
    public IVendorMapping MappingOf(Connection connection)
    {
        var key = (connection.Workspace, connection.Name);
        if (_read.TryGetValue(key, out var known) && known.Revision == connection.Revision) return known.Mapping;
        var mapping = Read(connection);
        _read[key] = (connection.Revision, mapping);
        return mapping;
    }

    private IVendorMapping Read(Connection connection)
    {
        try
        {
            using var json = JsonDocument.Parse(connection.Mapping);
            return Read(Named(connection.Vendor), json.RootElement, "/mapping");
        }
        catch (Exception unread) when (unread is MalformedException or ProblemException)
        {
            throw new ProblemException(Codes.ConnectionUnusable, $"The mapping of '{connection.Name}' cannot be read by this version: {unread.Message}", unread);
        }
    }
}
