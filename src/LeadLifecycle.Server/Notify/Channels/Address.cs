using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Outbound;

namespace LeadLifecycle.Server.Notify.Channels;

/// <summary>The address of a receiver that is posted to. What its name leads to is looked at whenever it is connected to.</summary>
internal static class Address
{
    /// <exception cref="MalformedException"><c>url</c> is missing or no address, or deliveries do not go there.</exception>
    public static string Read(Members settings, AllowList allow)
    {
        var text = settings.RequiredText("url");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) throw settings.Malformed("url", "is not an absolute https address");
        if (url.Fragment.Length > 0) throw settings.Malformed("url", "must hold no fragment");
        if (OutboundAddress.Check(url, allow) is { } refusal) throw new MalformedException(Codes.AddressRefused, settings.PointerTo("url"), refusal.Detail);
        return url.AbsoluteUri;
    }
}
