namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>A delivery as it came in.</summary>
/// <param name="Method">Such as POST.</param>
/// <param name="Url">The whole address as the sender called it, proxies in between respected.</param>
/// <param name="Body">The bytes that were signed.</param>
internal sealed record Delivery(string Method, Uri Url, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body);
