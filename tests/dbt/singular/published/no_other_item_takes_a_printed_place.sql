-- A ranking that fills its places from the first on leaves none of them to an item that the report does not name there.
with printed as (

    select * from {{ ref('published_rankings') }}

),

filled as (

    select
        survey_code,
        ranking_id,
        max(printed_position_to) as last_position
    from printed
    group by survey_code, ranking_id
    having min(printed_position_from) = 1 and count(*) >= max(printed_position_to)

),

computed as (

    select * from {{ ref('computed_rankings') }}

)

select
    computed.survey_code,
    computed.ranking_id,
    computed.item_code,
    computed.computed_position as found,
    'after ' || cast(filled.last_position as string) || ': the report names others up to there' as expected
from computed
inner join filled
    on
        computed.survey_code = filled.survey_code
        and computed.ranking_id = filled.ranking_id
left join printed
    on
        computed.survey_code = printed.survey_code
        and computed.ranking_id = printed.ranking_id
        and computed.item_code = printed.item_code
where
    printed.item_code is null
    and computed.computed_position <= filled.last_position
