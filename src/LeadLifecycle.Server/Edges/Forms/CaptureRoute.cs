using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary><c>POST /v1/capture/{form}</c>: what a visitor's browser sends. The answer says nothing of the lead.</summary>
internal static class CaptureRoute
{
    private const int LongestId = 128;

    public static void MapCapture(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/capture/{form}", Post).WithName("submitForm").Open().WithTags("Facts in").WithSummary("Submit a form, from a browser")
            .WithDescription("The fields of the form, which say a lead.captured of now. With _redirect the answer is 303 to it. Only pages on the form's list may submit from a browser; CORS preflights are answered for them alone.")
            .Describe(FormsDescription.Submit);
        app.MapMethods("/v1/capture/{form}", [HttpMethods.Options], Preflight).Open().ExcludeFromDescription();
    }

    private static async Task<IResult> Preflight(HttpContext http, string form, FormStore forms)
    {
        CrossOrigin.Admit(http, (await forms.Public(form, http.RequestAborted)).Definition);
        return CrossOrigin.Preflight(http);
    }

    private static async Task<IResult> Post(HttpContext http, string form, FormStore forms, Visitors visitors, Workspaces workspaces, Intake.Intake intake, FormMetrics metrics, TimeProvider clock)
    {
        try
        {
            new Query(http.Request).Done();
            var asked = await forms.Public(form, http.RequestAborted);
            CrossOrigin.Admit(http, asked.Definition);
            visitors.Admit(http, asked);
            var submitted = await Submitted.Read(http.Request);
            var redirect = Redirect(asked.Definition, submitted);
            var workspace = await workspaces.Get(asked.Workspace, http.RequestAborted);
            var receipt = workspace.EventIdOf(asked.Urn, IdOf(submitted));
            if (asked.Definition.Honeypot is { } honeypot && submitted.Fields.ContainsKey(honeypot))
            {
                metrics.Honeypot();
                return Thanks(http, receipt, redirect);
            }

            var outcome = await intake.Submit(FilledIn.Read(asked, submitted, receipt, Request.From(http, workspace, clock)));
            if (outcome.Kind == OutcomeKind.Refused) throw new ProblemException(outcome.Code!, outcome.Detail!);
            metrics.Accepted();
            return Thanks(http, receipt, redirect);
        }
        catch (MalformedException fault)
        {
            metrics.Refused(fault.Code);
            throw;
        }
        catch (ProblemException refused)
        {
            metrics.Refused(refused.Code);
            throw;
        }
    }

    /// <summary>Only addresses an operator listed: the service sends nobody where a stranger wants.</summary>
    private static string? Redirect(FormDefinition form, Submitted submitted) => submitted.Fields.GetValueOrDefault(Submitted.Redirect) is not { } asked ? null
        : form.Redirects.Contains(asked, StringComparer.Ordinal) ? asked
        : throw Submitted.Malformed(Submitted.Redirect, "is none of the form's redirects");

    private static string IdOf(Submitted submitted) => submitted.Fields.GetValueOrDefault(Submitted.Id) is not { } given ? Guid.NewGuid().ToString("D")
        : given.Length <= LongestId ? given
        : throw Submitted.Malformed(Submitted.Id, $"is longer than {LongestId} characters");

    private static IResult Thanks(HttpContext http, Guid receipt, string? redirect)
    {
        if (redirect is null) return Results.Json(new { Accepted = true, Receipt = receipt }, FormJson.Options, statusCode: StatusCodes.Status202Accepted);
        http.Response.Headers.Location = redirect;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
