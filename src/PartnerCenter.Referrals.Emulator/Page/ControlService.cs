using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Serves the page at the root, whose forms steer the emulator, and the same in JSON under <c>/emulator/</c>. A form is answered with a
/// redirect to the page.
/// </summary>
internal sealed class ControlService(ControlledParts parts)
{
    private const string PagePath = "/";
    private const string IconPath = "/favicon.ico";
    private const string Prefix = "/emulator/";
    private const int MaxTaken = 1_000;
    private const int DefaultTaken = 100;

    private readonly ControlDocuments _documents = new(parts);
    private readonly ControlPage _page = new(parts);

    public static bool Serves(string path) =>
        path is PagePath or IconPath || path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    public EmulatedResponse Handle(EmulatedRequest request)
    {
        if (ControlGuard.Refuse(request) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return Secured(request.Method switch
            {
                "GET" => Show(request),
                "POST" => Act(request),
                _ => throw new ControlException(405, "The method must be GET or POST."),
            });
        }
        catch (ControlException fault)
        {
            return Refused(request, fault.StatusCode, fault.Message);
        }
        catch (ArgumentException fault)
        {
            // The parameter's name, which the message ends with, would mean nothing here.
            return Refused(request, 400, fault.Message.Split(" (Parameter", 2)[0]);
        }
        catch (InvalidOperationException fault)
        {
            return Refused(request, 409, fault.Message);
        }
    }

    private EmulatedResponse Show(EmulatedRequest request)
    {
        if (request.Path == IconPath)
        {
            return EmulatedResponse.Empty(204);
        }

        var query = ControlQuery.Read(request.Query);
        return request.Path == PagePath ? Page(200, query.Number("skip", 0), null) : EmulatedResponse.Json(200, PathOf(request) switch
        {
            ["engagements"] => _documents.Engagements(query.Number("skip", 0), Math.Min(query.Number("take", DefaultTaken), MaxTaken)),
            ["requests"] => _documents.Requests(query.Number("take", DefaultTaken)),
            ["faults"] => _documents.Faults(),
            ["clock"] => _documents.Clock(),
            ["device-codes"] => _documents.DeviceCodes(),
            ["webhooks"] => _documents.Webhooks(query.Number("take", DefaultTaken)),
            _ => throw NoSuchAddress(),
        });
    }

    private EmulatedResponse Act(EmulatedRequest request)
    {
        string[] path = request.Path == PagePath ? [] : PathOf(request);
        var actions = new ControlActions(parts, _documents);
        Func<ControlFields, JsonObject> action = path switch
        {
            ["referrals", var id, "accept"] => fields => actions.Accept(id, fields),
            ["referrals", var id, "decline"] => fields => actions.Decline(id, fields),
            ["referrals", var id, "review"] => fields => actions.Review(id, fields),
            ["requests", "clear"] => actions.ClearRequests,
            ["faults"] => actions.PlanFault,
            ["faults", "clear"] => actions.ClearFaults,
            ["clock"] => actions.MoveClock,
            ["device-codes", "approve"] => actions.ApproveDeviceCode,
            ["webhooks", "redeliver"] => actions.RedeliverWebhooks,
            _ => throw NoSuchAddress(),
        };
        JsonObject result = action(ControlFields.Read(request));
        if (!ControlFields.IsForm(request))
        {
            return EmulatedResponse.Json(200, result);
        }

        // The browser gets the page by GET, so that reloading it does not send the form again.
        EmulatedResponse redirect = EmulatedResponse.Empty(303);
        redirect.Headers["Location"] = $"/#{path[0]}";
        return redirect;
    }

    // The segments are decoded one by one, because an id may contain an encoded slash.
    private static string[] PathOf(EmulatedRequest request) => request.RawPath.Length <= Prefix.Length
        ? []
        : [.. request.RawPath[Prefix.Length..].TrimEnd('/').Split('/').Select(Uri.UnescapeDataString)];

    private static ControlException NoSuchAddress() => ControlException.NotFound("There is no such address of the emulator.");

    private EmulatedResponse Refused(EmulatedRequest request, int statusCode, string message) =>
        Secured(ControlFields.IsForm(request) || request.Path == PagePath
            ? Page(statusCode, 0, message)
            : EmulatedResponse.Json(statusCode, new JsonObject { ["error"] = new JsonObject { ["message"] = message } }));

    private EmulatedResponse Page(int statusCode, int skip, string? message) =>
        new(statusCode, Encoding.UTF8.GetBytes(_page.Render(skip, message).ToString()))
        {
            Headers = { ["Content-Type"] = "text/html; charset=utf-8" },
        };

    private static EmulatedResponse Secured(EmulatedResponse response)
    {
        response.Headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'";
        response.Headers["X-Frame-Options"] = "DENY";
        response.Headers["X-Content-Type-Options"] = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cache-Control"] = "no-store";
        return response;
    }
}
