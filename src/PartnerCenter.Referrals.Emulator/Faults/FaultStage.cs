namespace PartnerCenter.Referrals.Emulator;

/// <summary>What a fault finds when it makes its answer.</summary>
internal sealed class FaultStage
{
    /// <summary>What would be answered without the fault; null if it strikes before the service acts.</summary>
    public required Answer? Usual { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required ClaimsDemand Claims { get; init; }

    /// <summary>Puts the service's own headers on an answer that comes from the service; null if Entra was asked.</summary>
    public required Action<Answer>? Stamp { get; init; }

    /// <summary>
    /// A status as the party asked would send it: with the envelope and headers of the service where wire contract 7.3 pairs a code with it,
    /// else bare, as gateways are free to answer (7.1). Entra's is bare too.
    /// </summary>
    public Answer Refusal(int statusCode)
    {
        if (Stamp is null)
        {
            return Answer.Empty(statusCode);
        }

        Answer answer = ServiceFault.OfStatus(statusCode)?.ToAnswer() ?? Answer.Empty(statusCode);
        Stamp(answer);
        return answer;
    }

    /// <summary>The usual answer with a body to spoil: a patch may be answered without one, and then there would be no fault.</summary>
    public Answer WithBody()
    {
        Answer usual = Usual!;
        if (usual.Body.Length > 0)
        {
            return usual;
        }

        Answer filled = usual.With(200, "{}"u8.ToArray());
        filled.Headers["Content-Type"] = "application/json; charset=utf-8";
        return filled;
    }
}
