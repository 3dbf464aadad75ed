namespace PartnerCenter.Referrals.Emulator;

/// <summary>What a fault finds when it makes its answer.</summary>
internal sealed class FaultContext
{
    /// <summary>What would be answered without the fault; null if it strikes before the service acts.</summary>
    public required EmulatedResponse? Normal { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required RequiredClaims Claims { get; init; }

    /// <summary>Adds the service's own headers to a response that comes from the service; null if Entra was asked.</summary>
    public required Action<EmulatedResponse>? AddServiceHeaders { get; init; }

    /// <summary>
    /// A status as the party asked would send it: with the envelope and headers of the service where wire contract 7.3 pairs a code with
    /// it, else bare, as gateways are free to answer (7.1). Entra's is bare too.
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

    /// <summary>The normal answer with a body to spoil: a patch may be answered without one, and then there would be no fault.</summary>
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
