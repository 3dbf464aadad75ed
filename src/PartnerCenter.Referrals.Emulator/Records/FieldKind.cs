namespace PartnerCenter.Referrals.Emulator;

internal enum FieldKind
{
    Text,
    Choice,
    Number,
    Flag,
    Date,
    Any,
    Object,
    List,
}
