namespace LeadLifecycle.Server.Hosting;

/// <summary>What a browser is told of every answer.</summary>
internal static class SecurityHeaders
{
    /// <summary>The page of the description runs a script and styles of its own from within itself; it loads nothing from elsewhere.</summary>
    private const string Policy = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /// <summary>Of all that is no page.</summary>
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    private const string OneYear = "max-age=31536000";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var secure = !app.Environment.IsDevelopment();
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs") ? Policy : Nothing;
            if (secure) headers.StrictTransportSecurity = OneYear;
            return next(http);
        });
    }
}
