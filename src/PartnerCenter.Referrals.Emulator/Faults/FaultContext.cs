namespace PartnerCenter.Referrals.Emulator;

/// <summary>Provides what a fault needs to create its response.</summary>
internal sealed class FaultContext
{
    /// <summary>
    /// Gets the response that would be sent without the fault, or null if the fault applies before the service handles the request.
    /// </summary>
    public required EmulatedResponse? Normal { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required RequiredClaims Claims { get; init; }

    /// <summary>Gets a function that adds the service's own headers to a response, or null if the request went to Entra.</summary>
    public required Action<EmulatedResponse>? AddServiceHeaders { get; init; }

    /// <summary>
    /// Gets a function that creates a page without records, whose next link leads to the requested page; null if the request did not list
    /// referrals.
    /// </summary>
    public required Func<EmulatedResponse>? CreateEmptyPage { get; init; }

    /// <summary>
    /// Returns a status as the called party would send it. The service's response has the service's headers, and its envelope where wire
    /// contract 7.3 pairs a code with the status. Otherwise the body is empty, as gateways may respond (wire contract 7.1). Entra's
    /// response is always empty.
    /// </summary>
    public EmulatedResponse ErrorResponse(int statusCode)
    {
        if (AddServiceHeaders is null)
        {
            return EmulatedResponse.Empty(statusCode);
        }

        EmulatedResponse response = ApiException.FromStatus(statusCode)?.ToResponse() ?? EmulatedResponse.Empty(statusCode);
        AddServiceHeaders(response);
        return response;
    }

    /// <summary>
    /// Returns the normal response with a body that the fault can damage. The response to a patch may have no body, and then the fault
    /// would have no effect.
    /// </summary>
    public EmulatedResponse NormalWithBody()
    {
        EmulatedResponse normal = Normal!;
        if (normal.Body.Length > 0)
        {
            return normal;
        }

        EmulatedResponse filled = normal.With(200, "{}"u8.ToArray());
        filled.Headers["Content-Type"] = "application/json; charset=utf-8";
        return filled;
    }
}
