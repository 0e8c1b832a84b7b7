using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Notify.Channels;

/// <summary>The address of a receiver that is posted to. Where it may lead is decided when it is connected to.</summary>
internal static class Address
{
    /// <exception cref="MalformedException"><c>url</c> is missing, or no absolute http or https address.</exception>
    public static string Read(Members settings)
    {
        var text = settings.RequiredText("url");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) throw settings.Malformed("url", "is not an absolute https address");
        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0) throw settings.Malformed("url", "must hold no user, password or fragment");
        return url.AbsoluteUri;
    }
}
