using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>Which pages may submit a form: those its definition lists, and callers that are no browser.</summary>
internal static class CrossOrigin
{
    /// <summary>How long a browser need not ask again before it submits.</summary>
    private const string Remembered = "600";

    /// <summary>Lets the page read every answer from here on, refusals too.</summary>
    /// <exception cref="ProblemException">The page is not on the form's list.</exception>
    public static void Admit(HttpContext http, FormDefinition form)
    {
        var headers = http.Response.Headers;
        headers.Append("Vary", "Origin");
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return;
        if (!form.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)) throw new ProblemException(Codes.OriginRefused, "This page may not submit the form; its operator can list it under origins.");
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "Retry-After";
    }

    /// <summary>What a browser asks before it sends JSON.</summary>
    public static IResult Preflight(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Allow = "OPTIONS, POST";
        if (!headers.ContainsKey("Access-Control-Allow-Origin")) return Results.NoContent();
        headers.AccessControlAllowMethods = "POST";
        headers.AccessControlAllowHeaders = "Content-Type";
        headers.AccessControlMaxAge = Remembered;
        return Results.NoContent();
    }
}
