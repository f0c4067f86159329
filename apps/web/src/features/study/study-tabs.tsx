import { FilterLink, FilterLinks } from '../../ui/filter-links.tsx';

/** The four things there are to study; each page shows which one it is. */
export function StudyTabs() {
  return (
    <FilterLinks label="What to study">
      <FilterLink to="/roadmap">Roadmap</FilterLink>
      <FilterLink to="/bank">Questions</FilterLink>
      <FilterLink to="/case-studies">Case studies</FilterLink>
      <FilterLink to="/playbooks">Playbooks</FilterLink>
    </FilterLinks>
  );
}
