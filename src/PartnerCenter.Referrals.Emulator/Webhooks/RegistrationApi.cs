using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Implements the registration of webhooks (wire contract 9.1).</summary>
internal sealed class RegistrationApi(
    WebhookRegistrations registrations, ValidationEvents validationEvents, BearerAuthorization bearer, Func<Uri, bool> canReach)
{
    /// <summary>Specifies the path of the registration.</summary>
    public const string Path = "/webhooks/v1/registration";

    private const string Events = "events";
    private const string Validation = "validationevents";

    public static bool Serves(string path) => path.Equals(Path, StringComparison.OrdinalIgnoreCase)
        || path.StartsWith(Path + "/", StringComparison.OrdinalIgnoreCase);

    // What the API answers without a registration is not documented.
    public static ApiException NoRegistration() => ApiException.NotFound("The tenant has no registration of webhooks.");

    /// <exception cref="ApiException">The request is refused.</exception>
    public EmulatedResponse Handle(EmulatedRequest request)
    {
        string[] resource = request.Path[Path.Length..].Trim('/').Split('/');
        string allowed = resource switch
        {
            [""] => "GET, POST, PUT",
            [var events] when Is(events, Events) => "GET",
            [var validation] when Is(validation, Validation) => "POST",
            [var validation, _] when Is(validation, Validation) => "GET",
            _ => throw ApiException.NotFound("There is no resource at this address."),
        };
        if (bearer.Authorize(request) is { } refusal)
        {
            return refusal;
        }

        if (request.BodyIsTooLarge)
        {
            throw new ApiException(413, "invalidRequest", "The body must not be larger than one megabyte.");
        }

        if (!allowed.Split(", ").Contains(request.Method))
        {
            throw ApiException.MethodNotAllowed(request.Method, allowed);
        }

        return (request.Method, resource) switch
        {
            ("GET", [""]) => Get(),
            ("POST", [""]) => Created(request),
            ("PUT", [""]) => Replaced(request),
            ("POST", _) => EmulatedResponse.Json(200, new JsonObject { ["correlationId"] = validationEvents.Send() }),
            (_, [_, var id]) => Result(id),
            _ => EmulatedResponse.Json(200, writer => new JsonArray([.. WebhookEventNames.All]).WriteTo(writer)),
        };
    }

    private static bool Is(string segment, string name) => segment.Equals(name, StringComparison.OrdinalIgnoreCase);

    private EmulatedResponse Get() =>
        EmulatedResponse.Json(200, RegistrationBody.Write(registrations.Current ?? throw NoRegistration(), withId: false));

    private EmulatedResponse Created(EmulatedRequest request)
    {
        EmulatedWebhookRegistration created = registrations.TryCreate(Read(request))
            ?? throw new ApiException(409, "invalidRequest", "The tenant has a registration of webhooks already: replace it with PUT.");
        return EmulatedResponse.Json(200, RegistrationBody.Write(created, withId: true));
    }

    private EmulatedResponse Replaced(EmulatedRequest request)
    {
        EmulatedWebhookRegistration replaced = registrations.TryReplace(Read(request)) ?? throw NoRegistration();
        return EmulatedResponse.Json(200, RegistrationBody.Write(replaced, withId: true));
    }

    private EmulatedResponse Result(string correlationId) => EmulatedResponse.Json(
        200, validationEvents.Find(correlationId) ?? throw ApiException.NotFound("There is no test event with this correlation id."));

    private EmulatedWebhookRegistration Read(EmulatedRequest request) =>
        RegistrationBody.Read(JsonBody.ReadObject(request), canReach);
}
